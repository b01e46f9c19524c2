/**
 * Text of unknown origin turned into values that know their place.
 *
 * <p>YAML is read as Kubernetes reads it (the scalar rules of go-yaml v2, through which kubectl and
 * the API server read), on the events of SnakeYAML's parser; JSON on Jackson's. Both become Jackson
 * trees plus the line and column of every key and value. All limits that keep hostile text from
 * harming live here ({@link dev.farsight.scenario.text.TextLimits}); nothing is ever constructed
 * from a type tag.
 *
 * @see <a href="https://github.com/kubernetes-sigs/yaml">the reader of Kubernetes</a>
 */
@NullMarked
package dev.farsight.scenario.text;

import org.jspecify.annotations.NullMarked;
