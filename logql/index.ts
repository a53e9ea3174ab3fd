export { LogqlError } from './error';
export type { LogExpr } from './expr';
export type { LogLabel } from './labels';
export { LINES, type Lines } from './lines';
export { printLogql, type LogContext } from './print';
export { checkLogql } from './syntax';
export { LogVector, type LogUnit } from './vector';
