/** What one line or record tells, in one form for every kind of log. Texts are as they stand there. */
export type Sighting = {
  readonly kind: 'lookup' | 'request' | 'tunnel' | 'mail' | 'inventory' | 'purchase' | 'sign-on'
  /** Milliseconds since 1970, UTC; undefined where the line gives no time that can be read. */
  readonly atMs: number | undefined
  /** The account, or the address where the line names no account. */
  readonly person: string
  readonly host?: string
  /** Path with its query, without the host. */
  readonly path?: string
  readonly method?: string
  readonly status?: number
  /** Bytes that the person's machine sent. */
  readonly sentBytes?: number
  /** Whether a block list or a filter stopped it. */
  readonly blocked?: boolean
  readonly sender?: string
  /** Subject, merchant, name of an app, or what else names a service in words. */
  readonly text?: string
  readonly bundleId?: string
  readonly extensionId?: string
  /** What makes it the same thing when another line or another export tells it again. */
  readonly id?: string
}
