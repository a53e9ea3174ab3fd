/** The one port of what is not ours that is asked over UDP, and over TCP where an answer is long. */
export const DNS_PORT = 53;
