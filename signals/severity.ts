/**
 * From what wakes somebody to what asks for a decision. Only critical pages; a warning goes to the team's channel, and so does an
 * info, which has to ask for a decision: what asks for nothing is a panel, not an alert.
 */
export const SEVERITIES = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];
