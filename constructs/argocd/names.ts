export const API_VERSION = 'argoproj.io/v1alpha1';
/** The value of `app.kubernetes.io/name` of what we give to Argo CD. */
export const COMPONENT = 'argocd-applications';
/** The cluster that Argo CD runs in: each region has its own. */
export const IN_CLUSTER = 'https://kubernetes.default.svc';
