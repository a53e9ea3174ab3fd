import { team } from '../signals';

export const mlPlatform = team({ name: 'ml-platform', title: 'ML platform', slackChannel: '#ml-platform-alerts' });
export const testData = team({ name: 'test-data', title: 'Test data', slackChannel: '#test-data-alerts' });
export const testFloor = team({ name: 'test-floor', title: 'Test floor', slackChannel: '#test-floor-alerts' });
/** Infrastructure, and the observability stack itself. */
export const sre = team({ name: 'sre', title: 'SRE', slackChannel: '#sre-alerts' });

export const TEAMS = [mlPlatform, testData, testFloor, sre] as const;
