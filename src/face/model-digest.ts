/** The bare digest of a model id, 64 hex digits: how public log entries name a model. */
export const modelDigest = (modelId: string): string => modelId.replace(/^sha256:/, '')
