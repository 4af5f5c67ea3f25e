/** One facial component of a morphological comparison; `look` names what to record. */
export type Feature = { readonly code: string; readonly title: string; readonly look: string }

/** Facial components from top to bottom, not ranked (component names of the FISWG feature list, 2018). */
export const features: readonly Feature[] = [
  { code: 'skin', title: 'Skin', look: 'texture, tone' },
  { code: 'outline', title: 'Face and head outline', look: 'cranial vault, overall shape, contour' },
  {
    code: 'composition',
    title: 'Face and head composition',
    look: 'relative position and proportion of features',
  },
  { code: 'hairline', title: 'Hair and hairline', look: 'forehead line, sides, baldness pattern, density' },
  { code: 'forehead', title: 'Forehead', look: 'shape, height, slope, brow ridges' },
  { code: 'eyebrows', title: 'Eyebrows', look: 'shape, tilt, ends relative to the eye corners, density' },
  { code: 'eyes', title: 'Eyes', look: 'opening, lids, folds, iris, corners, spacing' },
  { code: 'cheeks', title: 'Cheeks', look: 'bone, soft tissue, dimples' },
  { code: 'nose', title: 'Nose', look: 'outline, root, body, tip, base, wings, nostrils' },
  { code: 'ears', title: 'Ears', look: 'protrusion, shape, helix, antihelix, tragus, lobe attachment' },
  { code: 'mouth', title: 'Mouth', look: 'philtrum, lips, fissure, asymmetry, teeth' },
  { code: 'chin', title: 'Chin and jawline', look: 'chin from the front and side, jaw line, jaw angle' },
  { code: 'neck', title: 'Neck', look: 'width, height, laryngeal prominence' },
  { code: 'facial-hair', title: 'Facial hair', look: 'areas, density, edges, colour' },
  {
    code: 'lines',
    title: 'Facial lines',
    look: 'forehead, between the brows, round the eyes, nose to mouth',
  },
  { code: 'scars', title: 'Scars', look: 'place, shape, size' },
  { code: 'marks', title: 'Facial marks', look: 'moles, freckles, blemishes, birthmarks' },
  { code: 'alterations', title: 'Alterations', look: 'piercing, make-up, tattoo' },
  { code: 'other', title: 'Other', look: 'anything irregular' },
]

export type FeatureRelation = 'similar' | 'different' | 'not-comparable'
export type FeatureNotes = Readonly<
  Record<string, { readonly relation: FeatureRelation; readonly note?: string | undefined }>
>

/** How many components must be compared (similar or different) before a conclusion about a candidate. */
export const minimumFeaturesCompared = 3

/** Whether a component that the list knows was found different. */
export const findsDifference = (notes: FeatureNotes): boolean =>
  features.some(({ code }) => notes[code]?.relation === 'different')

/** Components that were compared, of those the list knows. */
export const comparedFeatures = (notes: FeatureNotes): number =>
  features.filter(({ code }) => {
    const relation = notes[code]?.relation
    return relation === 'similar' || relation === 'different'
  }).length
