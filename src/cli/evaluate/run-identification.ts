import {
  type Degradation,
  type IdentificationFigures,
  identificationFigures,
  type PersonPicture,
  type PictureSource,
} from '../../evaluation/index.ts'
import type { Terminal } from '../terminal.ts'
import { embedPictures } from './embed-pictures.ts'

export type IdentificationRun = {
  readonly degradation: Degradation | undefined
  readonly figures: IdentificationFigures
  readonly seconds: number
}

export type PersonSet = { readonly pictures: readonly PersonPicture[]; readonly source: PictureSource }

/** Embeds the gallery as it is, and the probes once for each row: it is the camera of the probe that differs. */
export async function runIdentification(
  sets: { readonly gallery: PersonSet; readonly probes: PersonSet },
  of: {
    readonly rows: readonly (Degradation | undefined)[]
    readonly terminal: Terminal
    readonly leaveOut: boolean
    readonly minGroupPersons: number
  },
): Promise<readonly IdentificationRun[]> {
  const { gallery, probes } = sets
  const { terminal, leaveOut, minGroupPersons } = of
  const filesOf = ({ pictures }: PersonSet) => pictures.map(({ file }) => file)
  const enrolled = await embedPictures(filesOf(gallery), {
    source: gallery.source,
    terminal,
    what: 'gallery',
  })
  const runs: IdentificationRun[] = []
  for (const degradation of of.rows) {
    const searched = await embedPictures(filesOf(probes), {
      source: probes.source,
      terminal,
      what: 'probes',
      degradation,
    })
    const figures = identificationFigures({
      gallery: gallery.pictures,
      probes: probes.pictures,
      enrolled: enrolled.outcomes,
      searched: searched.outcomes,
      leaveOut,
      minGroupPersons,
    })
    runs.push({
      degradation,
      figures,
      seconds: searched.seconds + (runs.length === 0 ? enrolled.seconds : 0),
    })
  }
  return runs
}
