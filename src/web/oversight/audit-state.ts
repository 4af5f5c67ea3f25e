import type { Audit } from '../parts/api.ts'

export const auditStates = ['open', 'signed', 'all'] as const

/** Where an audit stands, in words. */
export function auditState({ draw, open, result }: Audit): string {
  if (result !== undefined) return `signed on ${result.at.slice(0, 10)}`
  if (draw === undefined) return 'announced, to be drawn'
  return open === 0 ? 'checked, to be signed' : `${open} of ${draw.searches} to check`
}
