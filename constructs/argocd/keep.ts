/** The annotation of what Argo CD must never delete, neither when it leaves the source nor with its Application: namespaces, volumes. */
export const KEEP: Readonly<Record<string, string>> = {
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
};
