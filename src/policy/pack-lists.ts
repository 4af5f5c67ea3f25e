import type { Pack } from './pack.ts'
import { plainNarrative } from './plain-narrative.ts'

/** The lists and limits that the pack's policies may ask for as `context.pack`; a limit that the pack does not give is undefined. */
export function packLists(
  pack: Omit<Pack, 'policies' | 'permitIds' | 'text' | 'sha256'>,
): Readonly<Record<string, readonly string[] | number | undefined>> {
  const { crimes, limits } = pack
  const codesOf = <T extends { readonly code: string }>(list: readonly T[], keep: (item: T) => boolean) =>
    list.filter(keep).map(({ code }) => code)
  const sourcesOf = (kind: string) => codesOf(pack.probeSources, (source) => source.kind === kind)
  const imageKindsOf = (kind: string) => codesOf(pack.imageKinds, (image) => image.kind === kind)
  return {
    searchRoles: pack.searchRoles,
    requestCourses: (pack.courses ?? [])
      .filter(({ role }) => pack.searchRoles.includes(role))
      .flatMap(({ courses }) => courses),
    purposes: codesOf(pack.purposes, () => true),
    identificationPurposes: codesOf(pack.purposes, ({ identification }) => identification === true),
    emergencyPurposes: pack.emergencyPurposes,
    immigrationPurposes: pack.immigrationPurposes,
    immigrationAgencies: pack.immigrationAgencies,
    crimes: codesOf(crimes, () => true),
    barredCrimes: codesOf(crimes, ({ barred }) => barred === true),
    seriousCrimes: codesOf(crimes, ({ serious }) => serious === true),
    noCrimeClasses: codesOf(crimes, ({ noCrime }) => noCrime === true),
    photoSources: sourcesOf('photo'),
    notPhotoSources: sourcesOf('not-photo'),
    videoSources: sourcesOf('video'),
    bodyCameraSources: sourcesOf('body-camera'),
    photoImageKinds: imageKindsOf('photo'),
    standInImageKinds: imageKindsOf('stand-in'),
    allowedSteps: pack.allowedSteps,
    boilerplateNarratives: pack.boilerplateNarratives.map((phrase) => plainNarrative(phrase) ?? ''),
    setup: Object.entries(pack.answers).map(([code, answer]) => `${code}=${answer}`),
    candidatesMin: pack.candidates.min,
    candidatesMax: pack.candidates.max,
    triesMax: limits.tries,
    narrativeWordsMin: limits.narrativeWords,
    narrativeRepeatsMax: limits.narrativeRepeats,
    overdueOutcomesMax: limits.overdueOutcomes,
    truePositivePermille: limits.truePositivePermille,
  }
}
