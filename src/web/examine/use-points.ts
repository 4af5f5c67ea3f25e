import { useState } from 'react'
import type { ExaminationView } from '../parts/api.ts'
import { isOn, middleOf, type Point } from './face-frame.ts'
import type { CandidateView, PictureMarks } from './light-box.tsx'
import { type Looking, layPictures, type Side } from './looking.ts'
import { type Measurement, measureWords, withPoint } from './measure.ts'
import { mostPins } from './pins.ts'
import type { ProbeCopy } from './probe-pictures.ts'
import type { PinsOfSearch } from './use-pins.ts'

type PointsOf = {
  view: ExaminationView
  copy: ProbeCopy | undefined
  candidate: CandidateView
  look: Looking
  onLook: (change: (before: Looking) => Looking) => void
  pins: PinsOfSearch
}

/** What pointing at the pictures sets: a pin that was begun, or points of a measurement. */
export function usePoints({ view, copy, candidate, look, onLook, pins }: PointsOf) {
  const [measured, setMeasured] = useState<Measurement>({})
  const pictures = { probe: copy ?? view.probe, candidate }
  const { letter } = candidate
  const own = pins.all[letter] ?? []
  const setting = pins.setting?.letter === letter ? pins.setting : undefined
  const full =
    setting !== undefined && own.length >= mostPins && !own.some(({ number }) => number === setting.number)
  const onPoint = (side: Side, on: { picture: string; at: Point }) => {
    if (setting === undefined) return setMeasured((before) => withPoint(before, side, on))
    if (!full && (side === 'candidate' || copy === undefined)) pins.put(setting, { [side]: on.at })
  }
  const begin = (feature: string) => {
    onLook((before) => ({ ...layPictures(before, 'side'), measuring: false, pins: true }))
    return pins.begin(letter, feature)
  }
  const middles = () =>
    (['probe', 'candidate'] as const).flatMap((side) => {
      const at = middleOf(pictures[side], look.views[side])
      return isOn(pictures[side], at) ? [{ side, picture: pictures[side].imageUrl, at }] : []
    })
  /** Points in the middle of both views: of the measurement, of the pin that was begun, or of a new one on a feature. */
  const middle = (feature?: string) => {
    if (look.measuring && setting === undefined) {
      for (const { side, ...on } of middles()) setMeasured((before) => withPoint(before, side, on))
      return
    }
    const pin = setting ?? (feature === undefined ? undefined : begin(feature))
    if (pin === undefined || full) return
    const places = middles().filter(({ side }) => side === 'candidate' || copy === undefined)
    if (places.length > 0) pins.put(pin, Object.fromEntries(places.map(({ side, at }) => [side, at])))
  }
  const pointing = look.way === 'side' && (setting !== undefined || look.measuring)
  const marks: PictureMarks = { pins: own, measured, onPoint: pointing ? onPoint : undefined }
  return {
    ...{ marks, setting, full, begin, middle },
    words: look.measuring ? measureWords(pictures, measured) : undefined,
    done: () => {
      pins.done()
      onLook((before) => ({ ...before, measuring: false }))
    },
  }
}

export type PointsOnPictures = ReturnType<typeof usePoints>
