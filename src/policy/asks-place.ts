import type { Pack } from './pack.ts'

/** Whether a rule of the pack decides by whether the place of the incident is said. */
export const asksPlace = ({ policies }: Pick<Pack, 'policies'>): boolean =>
  Object.values(policies).some((text) => /\bcontext\.incidentPlaceNamed\b/.test(text))
