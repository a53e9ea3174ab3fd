/** The security context of every container of ours: the *restricted* pod security standard, and a root file system that is read-only. */
export const RESTRICTED_CONTAINER = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: true,
};

/**
 * The security context of a pod under the *restricted* pod security standard.
 *
 * @param user the numeric user as which the image runs; its volumes belong to the group of the same number.
 */
export function restrictedPod(user: number) {
  return {
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: user,
    fsGroup: user,
    // Without this, a pod with a large volume spends minutes on changing the owner of every file, at every start.
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
  };
}
