import type { Cast } from './gallery-plan.ts'
export const CURATED_CAST: Cast = { persons: [1], probes: [{ seed: 1, variant: 0 }] }
export const DEMO_PROBE = 'probes/camera-01.jpg'
