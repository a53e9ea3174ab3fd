/**
 * The annotation that opens a gate whatever the budget is: its value is the reason. It is read from the pod of the gate,
 * where the Job's manifest, or an argument of the AnalysisTemplate, puts it.
 */
export const BREAK_GLASS = 'probecard.dev/break-glass';
