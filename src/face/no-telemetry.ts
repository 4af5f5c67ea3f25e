/**
 * The builds of onnxruntime for Linux and macOS report to their maker (since 1.29) unless this stands in the environment of the process
 * before the first network is opened. A thread's environment is a copy, so the main thread has to say it. See decision 0093.
 */
export function refuseTelemetry(): void {
  process.env.ORT_DISABLE_TELEMETRY = '1'
}
