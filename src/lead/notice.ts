/** What waits for a person. It is shown inside the product only: nothing of a case goes out by mail. */
export type Notice = {
  /** The same as long as the same thing waits; what was seen is known by it. */
  readonly key: string
  readonly kind:
    | 'assigned'
    | 'sign'
    | 'meeting'
    | 'second'
    | 'approval'
    | 'outcome'
    | 'returned'
    | 'attestation'
    | 'declaration'
    | 'alarm'
    | 'service'
    | 'portrait'
  readonly words: string
  /** Page on which it is done. */
  readonly to: string
  /** Day, YYYY-MM-DD, by which it is due. */
  readonly dueOn: string | undefined
  readonly overdue: boolean
  readonly seen: boolean
}
export type Waiting = Omit<Notice, 'seen'>
