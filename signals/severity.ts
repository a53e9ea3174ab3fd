/** From what wakes somebody to what asks for a decision. Only critical pages; info goes to the team's channel. */
export const SEVERITIES = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];
