import { parentPort, workerData } from 'node:worker_threads'
import { must } from '../src/kernel/index.ts'
import { type OracleShare, rankShare } from './oracle-share.ts'

// The other end is askOracle: one message for each block that is done, then the truth of this share.
const port = must(parentPort, 'port to the parent')
const share = workerData as OracleShare
port.postMessage({ truth: rankShare(share, () => port.postMessage({ block: true })) })
