/**
 * One run: {@code SimulationAssembly} makes the processes of a spec and joins them to one cluster
 * state; {@code Simulation} runs them and turns the evidence into a result.
 *
 * <p>A pod is <em>stuck</em> by proof: where the end of the run leaves a pod pending, the run goes
 * on unrecorded until nothing can change any more, and pods that are pending then would have been
 * so for ever.
 */
@NullMarked
package dev.farsight.sim.run;

import org.jspecify.annotations.NullMarked;
