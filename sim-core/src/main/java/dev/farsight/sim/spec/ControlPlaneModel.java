package dev.farsight.sim.spec;

import dev.farsight.sim.random.Distribution;

/**
 * API server, controllers, and what eksctl waits for.
 *
 * @param watch change of an object to its arrival at watchers; drawn once per run
 * @param controllerSync controller takes a key to its first write; drawn once per run
 * @param deploymentSync the same of the Deployment controller; drawn once per run
 * @param apiCall time that each write keeps a controller's worker busy; drawn once per run
 * @param podCreation the same of the creation of a pod, which admission makes longer
 * @param kubeletCall the same of a write of a kubelet; drawn once per run
 * @param clientCall one call of the client that carries out a step; drawn once per run
 * @param schedulingAttempt kube-scheduler pops a pod to the effect of its decision
 * @param binding that decision to the binding in the API
 * @param clusterCreation eksctl's cluster stack, start to done
 * @param addonObjects CreateAddon call to the objects of CoreDNS visible
 * @param laterAddonObjects CreateAddon call to the objects of the other add-ons visible
 * @param controlPlaneWait eksctl's wait for the control plane after the add-ons
 * @param nodeGroupCreation node group asked for to its nodes Ready
 * @param eksctlCall one call of eksctl to the AWS API; drawn for each call
 */
public record ControlPlaneModel(
    Distribution watch,
    Distribution controllerSync,
    Distribution deploymentSync,
    Distribution apiCall,
    Distribution podCreation,
    Distribution kubeletCall,
    Distribution clientCall,
    Distribution schedulingAttempt,
    Distribution binding,
    Distribution clusterCreation,
    Distribution addonObjects,
    Distribution laterAddonObjects,
    Distribution controlPlaneWait,
    Distribution nodeGroupCreation,
    Distribution eksctlCall) {}
