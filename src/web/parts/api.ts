import createClient from 'openapi-fetch'
import type { components, paths } from '../api.generated.ts'
import { base, here } from './here.ts'
import { sendPresent } from './presence.ts'
import { Trouble } from './trouble.ts'

type Schemas = components['schemas']
export type Session = Schemas['Session']
export type Policy = Schemas['Policy']
export type PolicyVersions = Schemas['PolicyVersions']
export type PolicyReplay = Schemas['PolicyReplay']
export type AwaitedDecisions = Schemas['AwaitedDecisions']
export type OutsideRequest = Schemas['OutsideRequest']
export type OutsideRequests = Schemas['OutsideRequests']
export type CaseRequest = Schemas['Request']
export type RequestDetails = Schemas['RequestDetails']
export type Face = Schemas['Face']
export type RequestSummary = Schemas['RequestSummary']
export type CopyProposal = Schemas['CopyProposal']
export type ExaminerRecipe = Schemas['ExaminerRecipe']
export type ExaminerBench = Schemas['ExaminerBench']
export type ProbeRecipe = Schemas['ProbeRecipe']
export type Review = Schemas['RequestReview']
export type SearchReceipt = Schemas['SearchReceipt']
export type ExaminationView = Schemas['ExaminationView']
export type SealExamination = Schemas['SealExamination']
export type ProbeAnalysis = Schemas['ProbeAnalysis']
export type SealedAnalysis = Schemas['SealedAnalysis']
export type SealedExamination = Schemas['SealedExamination']
export type Lead = Schemas['Lead']
export type Conflict = Schemas['Conflict']
export type Dashboard = Schemas['Dashboard']
export type Planting = Schemas['Planting']
export type CaseRate = Schemas['CaseRate']
export type PlantedCase = Schemas['PlantedCase']
export type ErrorRate = Schemas['ErrorRate']
export type RecordOutcome = Schemas['RecordOutcome']
export type Packet = Schemas['Packet']
export type KeptFinding = Schemas['KeptFinding']
export type KeptFindingDetail = Schemas['KeptFindingDetail']
export type MyAttestations = Schemas['MyAttestations']
export type DeclarationRound = Schemas['DeclarationRound']
export type Alarm = Schemas['Alarm']
export type Alarms = Schemas['Alarms']
export type UseFigures = Schemas['UseFigures']
export type Audit = Schemas['Audit']
export type AuditDetail = Schemas['AuditDetail']
export type MisuseCase = Schemas['MisuseCase']
export type Neighbour = Schemas['Neighbour']
export type ServiceArea = Schemas['ServiceArea']
export type Wires = Schemas['Wires']
export type LogState = Schemas['LogState']
export type Account = Schemas['Account']
export type ImportLines = Schemas['ImportLines']
export type Person = Schemas['Person']
export type SignInWays = Schemas['SignInWays']
export type GalleryState = Schemas['GalleryState']
export type Models = Schemas['Models']
export type ServiceRegister = Schemas['ServiceRegister']

/** The door to the server. Each call says that it comes from this page and not from a foreign form; see `sendPresent`. */
export const api = createClient<paths>({
  baseUrl: window.location.origin + base,
  credentials: 'same-origin',
  fetch: sendPresent,
})

type Answered<T> = { data?: T; error?: unknown; response: Response }

/** The body of a good answer; throws `Trouble` for every other one. */
export async function take<T>(call: Promise<Answered<T>>): Promise<T> {
  const answer = await call
  if (answer.data !== undefined && answer.response.ok) return answer.data
  throw new Trouble(answer.response.status, answer.error)
}

type Sending = { readonly method: 'PUT' | 'POST'; readonly path: string; readonly form: FormData }

/** Sends a form with a picture; openapi-fetch does not type binary form fields. The caller names the shape that the contract gives. */
export async function sendForm<T>({ method, path, form }: Sending): Promise<T> {
  const address = new URL(here(path), window.location.origin)
  const response = await sendPresent(new Request(address, { method, body: form }))
  const body: unknown = await response.json().catch(() => undefined)
  if (!response.ok) throw new Trouble(response.status, body)
  // The shape is the contract's; the server parses what it sends with the same schema.
  return body as T
}

/** Sends a picture as the probe of a request. */
export function sendProbe(requestId: string, photo: Blob): Promise<CaseRequest> {
  const form = new FormData()
  form.append('photo', photo, photo instanceof File ? photo.name : 'pasted.png')
  return sendForm({ method: 'PUT', path: `/api/requests/${encodeURIComponent(requestId)}/probe`, form })
}
