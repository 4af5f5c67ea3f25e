import type { ArchiveRefusalCode } from '../archive/index.ts'
import type { ExaminationRefusalCode } from '../examination/index.ts'
import type { FaceRefusalCode } from '../face/index.ts'
import type { GalleryRefusalCode } from '../gallery/index.ts'
import type {
  AdoptionRefusalCode,
  ApprovalRefusalCode,
  AssignmentRefusalCode,
  ConflictRefusalCode,
  ElsewhereRefusalCode,
  LeadRefusalCode,
  LoggedListCode,
  ModelRefusalCode,
  NeighbourRefusalCode,
  OutsideRefusalCode,
  PlantingRefusalCode,
  PracticeRefusalCode,
  StrangerRefusalCode,
  WatchRefusalCode,
  WithdrawalRefusalCode,
} from '../lead/index.ts'
import type { KeptRefusalCode } from '../oversight/index.ts'
import type { PacketRefusalCode } from '../packet/index.ts'
import type { PeopleRefusalCode } from '../people/index.ts'
import type { PolicyRefusalCode } from '../policy/index.ts'
import type { PreparationRefusalCode } from '../preparation/index.ts'
import type { ReleaseCode } from '../release/index.ts'
import type { SearchRefusalCode } from '../search/index.ts'
import type { TrainingRefusalCode } from '../training/index.ts'

/** Every refusal code that can come to the door of HTTP. */
export type Code =
  | AdoptionRefusalCode
  | ApprovalRefusalCode
  | ArchiveRefusalCode
  | AssignmentRefusalCode
  | ConflictRefusalCode
  | OutsideRefusalCode
  | ElsewhereRefusalCode
  | ExaminationRefusalCode
  | FaceRefusalCode
  | GalleryRefusalCode
  | KeptRefusalCode
  | LeadRefusalCode
  | LoggedListCode
  | ModelRefusalCode
  | StrangerRefusalCode
  | NeighbourRefusalCode
  | PacketRefusalCode
  | PeopleRefusalCode
  | PlantingRefusalCode
  | PolicyRefusalCode
  | PracticeRefusalCode
  | PreparationRefusalCode
  | Extract<ReleaseCode, 'RELEASE_REFUSED'>
  | SearchRefusalCode
  | TrainingRefusalCode
  | WatchRefusalCode
  | WithdrawalRefusalCode
  | 'PROBE_UNFIT'
  | 'PROXY_SUSPECTED'
  | 'PACK_UNKNOWN'
  | 'BODY_INVALID'
  | 'BODY_TOO_LARGE'
  | 'CSRF_HEADER_MISSING'
  | 'NOT_FOUND'
  | 'TOO_MANY_TRIES'
