export { answerWords, standingsWords } from './answer-words.ts'
export { newestOfWitness, type Submission, type WitnessAnswer } from './ask-witness.ts'
export { createGatherer, type Gathered, type Gatherer, type WitnessStanding } from './gather-cosignatures.ts'
export {
  openScratchWitnesses,
  type ScratchWitness,
  type ScratchWitnesses,
} from './open-scratch-witnesses.ts'
export { openWitness, type Witness } from './open-witness.ts'
export type { WitnessCode } from './refusal-code.ts'
export { serveWitness } from './serve-witness.ts'
export { createWitness, originHash } from './witness-files.ts'
export type { WitnessReply } from './witness-reply.ts'
