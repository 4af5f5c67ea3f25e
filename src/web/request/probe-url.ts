import type { CaseRequest } from '../parts/api.ts'

/** Address of the picture for display; the hash makes a changed picture a new address. */
export function probeUrl(request: CaseRequest): string {
  return `/api/requests/${encodeURIComponent(request.id)}/probe?v=${request.probe?.sha256.slice(0, 16) ?? ''}`
}
