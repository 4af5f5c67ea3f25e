export { countedApprovals } from './approvals-in-force.ts'
export { asksPlace } from './asks-place.ts'
export { checkPack, type PackCheck } from './check-pack.ts'
export { type ConclusionCode, conclusionCodes, scaleOf } from './conclusion-scale.ts'
export { decide, weigh } from './decide.ts'
export {
  type Condition,
  type Decision,
  type PolicyRefusalCode,
  policyRefusalCodes,
  type Refusal,
} from './decision.ts'
export { diffPacks, type PackChange } from './diff-packs.ts'
export { beginsMs, endsMs, instantMs } from './instant-bounds.ts'
export { judgeQuality, type QualityFinding, type QualityMinima } from './judge-quality.ts'
export { filesOfText, type LoadOptions, loadPack } from './load-pack.ts'
export type { ListedCode, Pack, PackFiles, PolicyRule, SetupAnswers } from './pack.ts'
export { signedPack, signPackText } from './pack-signature.ts'
export { readCaseFacts } from './read-case-facts.ts'
export {
  type BuiltinPackName,
  builtinPackFolder,
  builtinPackNames,
  isBuiltinPackName,
  readPackFolder,
} from './read-pack-folder.ts'
export { explainRefusal } from './refusal-words.ts'
export { asIfInForce, createReplay, type Replayed } from './replay-facts.ts'
export type { ApprovalFacts, CertificateFacts, OrderFacts, RequestFacts } from './request-facts.ts'
export { titleOf } from './title-of.ts'
export { type Verification, verificationOf } from './verification.ts'
