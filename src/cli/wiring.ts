import type { HouseOptions, OpenHouse, PracticeRoom } from '../lead/index.ts'

/** What the command line is given by main.ts: the doors beside it, which it may not enter itself. */
export type Wiring = {
  readonly version: string
  readonly openHouse: (
    options: Pick<HouseOptions, 'dataDir' | 'databaseUrl' | 'onLoad'>,
  ) => Promise<OpenHouse>
  /** Answers HTTP requests within the process; `webDir` adds the web app. */
  readonly createFetch: (
    open: OpenHouse,
    options: {
      webDir?: string | undefined
      publicUrl?: string | undefined
      practice?: PracticeRoom | undefined
      report: (words: string) => void
    },
  ) => Promise<(request: Request, connection?: object) => Response | Promise<Response>>
  /** The practice gallery beside the house of a data folder; takes nothing until somebody practises. */
  readonly openPractice: (dataDir: string) => Promise<PracticeRoom>
  readonly listen: (door: {
    fetch: (request: Request, connection?: object) => Response | Promise<Response>
    host: string
    port: number
  }) => Promise<{ url: string; close: () => Promise<void> }>
  /** Folder of the built web app; builds it first when it is missing or older than its sources. */
  readonly webFolder: (onBuild: () => void) => Promise<string>
  /** What lies beside the public page of the log. */
  readonly publicPage: {
    /** Folder of the program that checks the page in a browser; builds it first when it is missing or older than its sources. */
    readonly scriptFolder: (onBuild: () => void) => Promise<string>
    readonly script: string
    /** Files of the rule of the count, and of the second program that follows it. */
    readonly rule: string
    readonly recounter: string
  }
  /** Folder of the synthetic people that the demonstration enrols. */
  readonly demoPeopleDir: string
}
