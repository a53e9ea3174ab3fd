import { targetsDown } from '../../signals';
import { ofTheStack, own as ownOf, places } from '../stack';

export const scrape = ofTheStack('loki', 'http', { targets: 3 });
export const own = ownOf(scrape);
export const { replica, strangers } = places(scrape);

export const targets = targetsDown(scrape, { prefix: 'Loki', title: 'Loki' });
