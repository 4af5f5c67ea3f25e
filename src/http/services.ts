import type { House } from '../lead/index.ts'
import type { Session } from '../people/index.ts'

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
  /** Called with what must be looked into; never with names, faces or secrets. */
  readonly report: (fault: { reference: string; error: unknown; path: string }) => void
}

export type Env = { Variables: { session: Session; sessionToken: string } }
