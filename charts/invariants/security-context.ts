import type { SecurityContext } from './pods';

const SECCOMP = ['RuntimeDefault', 'Localhost'];
const APP_ARMOR = ['RuntimeDefault', 'Localhost'];
const SE_LINUX = ['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'];
/** The sysctls that are safe: isolated between pods, without harm to the node. */
const SYSCTLS = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_syncookies',
];

type Rule = (context: SecurityContext) => string | false | undefined;

/** What no security context may say, whether a pod's or a container's, and whatever the other one says. */
const FORBIDDEN: readonly Rule[] = [
  ({ privileged }) => privileged === true && 'has privileged: true',
  ({ windowsOptions }) => windowsOptions?.hostProcess === true && 'has windowsOptions.hostProcess: true',
  ({ allowPrivilegeEscalation }) => allowPrivilegeEscalation === true && 'has allowPrivilegeEscalation: true',
  ({ readOnlyRootFilesystem }) => readOnlyRootFilesystem === false && 'has readOnlyRootFilesystem: false',
  ({ runAsNonRoot }) => runAsNonRoot === false && 'has runAsNonRoot: false',
  ({ runAsUser }) => runAsUser === 0 && 'has runAsUser: 0',
  ({ capabilities }) => capabilities?.drop?.includes('ALL') === false && 'does not drop ALL capabilities',
  ({ capabilities }) =>
    prefixed(
      'adds the capability ',
      capabilities?.add?.find((added) => added !== 'NET_BIND_SERVICE'),
    ),
  ({ seccompProfile }) => seccompProfile && otherThan('seccompProfile.type', seccompProfile.type, SECCOMP),
  ({ appArmorProfile }) => appArmorProfile && otherThan('appArmorProfile.type', appArmorProfile.type, APP_ARMOR),
  ({ procMount = 'Default' }) => otherThan('procMount', procMount, ['Default']),
  ({ seLinuxOptions: { type = '' } = {} }) => otherThan('seLinuxOptions.type', type, SE_LINUX),
  ({ seLinuxOptions: { user = '' } = {} }) => otherThan('seLinuxOptions.user', user, ['']),
  ({ seLinuxOptions: { role = '' } = {} }) => otherThan('seLinuxOptions.role', role, ['']),
  ({ sysctls = [] }) => prefixed('sets the unsafe sysctl ', sysctls.find(({ name }) => !SYSCTLS.includes(name))?.name),
];

/** What every container must say itself. */
const OF_CONTAINER: readonly Rule[] = [
  ({ allowPrivilegeEscalation }) => allowPrivilegeEscalation !== false && 'lacks allowPrivilegeEscalation: false',
  ({ readOnlyRootFilesystem }) => readOnlyRootFilesystem !== true && 'lacks readOnlyRootFilesystem: true',
  ({ capabilities }) => capabilities?.drop?.includes('ALL') !== true && 'does not drop ALL capabilities',
];

/** What every container must say, unless its pod does. */
const OF_EITHER: readonly Rule[] = [
  ({ runAsNonRoot }) => runAsNonRoot !== true && 'lacks runAsNonRoot: true',
  ({ seccompProfile }) => seccompProfile === undefined && 'lacks the seccomp profile RuntimeDefault',
];

/** What a security context says and may not. */
export const forbidden = (context: SecurityContext): readonly string[] => all(FORBIDDEN, context);

/** What a container's security context must say and does not. */
export const missingInContainer = (context: SecurityContext): readonly string[] => all(OF_CONTAINER, context);

/** What neither a pod's security context nor a container's says, merged into one. */
export const missingInBoth = (context: SecurityContext): readonly string[] => all(OF_EITHER, context);

function all(rules: readonly Rule[], context: SecurityContext): readonly string[] {
  return rules.map((rule) => rule(context)).filter((found): found is string => typeof found === 'string');
}

function otherThan(field: string, value: string | undefined, allowed: readonly string[]): string | false {
  return !allowed.includes(value ?? '') && `has ${field}: ${value ?? ''}`;
}

function prefixed(text: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : `${text}${value}`;
}
