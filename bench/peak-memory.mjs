// Writes the most memory that this process ever held, in KiB, when it ends: getrusage sees what sampling would miss.
import { writeFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

const file = process.env.CASEBOUND_PEAK_FILE
if (file && isMainThread)
  process.on('exit', () => writeFileSync(file, String(process.resourceUsage().maxRSS)))
