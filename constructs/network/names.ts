/** Names of ends that are no components, where the graph and those who hold it against what is rendered have to agree. */
export const API_SERVER = 'kube-apiserver';
/** The pods that pass on requests from outside the cluster. */
export const ENTRY = 'entry';
/** Who asks a region's metrics from outside its cluster. */
export const REGIONS = 'global query';
/** What listens on nodes, by the name of what is scraped there. */
export const KUBELET = 'kubelet';
/** The metrics of the cluster's DNS. */
export const DNS_METRICS = 'dns metrics';
