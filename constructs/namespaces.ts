/** The namespace of everything of ours that needs nothing of the host: *restricted*. */
export const OBSERVABILITY = 'observability';
/** The namespace of what needs the host: node exporter, log agent, GPU exporter. *privileged*, and nothing else is in it. */
export const OBSERVABILITY_NODE = 'observability-node';
