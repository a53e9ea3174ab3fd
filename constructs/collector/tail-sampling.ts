import { DECISION_SECONDS, REMEMBERED, SAMPLING } from '../../telemetry/sampling';
import { COLLECTOR_SAMPLER } from './component';
import { processor, type Processor } from './pipeline/component';
import { samplingPolicies } from './sampling-policies';

/**
 * Holds the spans of a trace until it is decided which traces are kept (processor `tail_sampling`, collector 0.159).
 *
 * A collector that is told to stop decides at once on what it holds, and loses nothing; where one is killed, what it held is
 * gone. When more traces wait than there is room for, the one that waits longest is dropped, undecided, and counted in
 * `otelcol_processor_tail_sampling_sampling_trace_dropped_too_early_total`: waiting for room instead would stop the receiver, and
 * what gateways send again after their timeout would be counted twice.
 * @param bufferedTraces for how many that wait there is room
 */
export const tailSampling = (bufferedTraces: number): Processor =>
  processor('tail_sampling', ['traces'], {
    decision_wait: `${DECISION_SECONDS}s`,
    num_traces: bufferedTraces,
    expected_new_traces_per_sec: Math.ceil(bufferedTraces / DECISION_SECONDS),
    // Without these, decided traces would stay in the room of those that wait, and a late span would be a trace of its own.
    decision_cache: {
      sampled_cache_size: bufferedTraces * REMEMBERED,
      non_sampled_cache_size: bufferedTraces * REMEMBERED,
    },
    // Each trace is counted for the one policy that keeps it, so that their shares add up.
    sample_on_first_match: true,
    policies: samplingPolicies(COLLECTOR_SAMPLER.name, SAMPLING),
  });
