import type { House, PracticeRoom } from '../lead/index.ts'
import type { Session } from '../people/index.ts'
import type { RequestDetails } from '../search/index.ts'

/** What the HTTP door is given by the wiring. */
export type Services = {
  readonly house: House
  /** Folder of the log's public files, served under /log/. */
  readonly logDir: string
  /** Folder of the built web app; undefined serves the API alone. */
  readonly webDir: string | undefined
  readonly version: string
  /** The address that people use, e.g. https://casebound.example; undefined takes what the browser asked for. */
  readonly publicUrl?: string | undefined
  /** The practice gallery beside this house, if it has one; served under /practice/. */
  readonly practice?: PracticeRoom | undefined
  /** Set for the practice house itself. */
  readonly inside?: Practising | undefined
  /** Called with what must be looked into; never with names, faces or secrets. */
  readonly report: (fault: { reference: string; error: unknown; path: string }) => void
}

/** What is different where people practise: a cookie of its own, which the real house never sees, and no case. */
export type Practising = {
  readonly cookie: { readonly name: string; readonly path: string }
  readonly newRequest: RequestDetails
}

export type Env = { Variables: { session: Session; sessionToken: string } }
