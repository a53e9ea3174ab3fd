import { LINK_SERVICE, SERVICE_NAME } from '../../telemetry/attributes';
import { processor, type Processor } from './pipeline/component';

/** Says the service of every span a second time, under the name that links of Grafana can read. */
export const linkService = (): Processor =>
  processor('resource/link', ['traces'], {
    attributes: [{ key: LINK_SERVICE.name, from_attribute: SERVICE_NAME.name, action: 'upsert' }],
  });
