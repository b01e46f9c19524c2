/**
 * Documents that people already have, turned into Kubernetes values.
 *
 * <p>Reads manifests and dumps of every kind the model simulates, Fargate profiles and clusters
 * from eksctl, the AWS CLI, Terraform and CloudFormation; completes objects as API defaulting does;
 * says what the API server would refuse and what the model leaves aside. Nothing is dropped
 * silently.
 *
 * <p>The mapping between JSON and the records of {@code sim.kube} is generic: a new component of a
 * record needs no code here.
 */
@NullMarked
package dev.farsight.scenario.manifest;

import org.jspecify.annotations.NullMarked;
