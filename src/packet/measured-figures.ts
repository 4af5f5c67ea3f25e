import { defaultModelName } from '../face/index.ts'

/** What is known of a model's errors: measured on which pictures, by whom. Figures are those of src/face/README.md. */
export const measuredFigures = (modelName: string) =>
  modelName === defaultModelName
    ? {
        figures: [
          {
            data: 'LFW, 3,000 development pairs (casebound evaluate verification)',
            accuracy: 0.9913,
            trueAcceptRateAtFar001: 0.9913,
            failuresToDetect: 0,
          },
          { data: 'FRLL, 51 smiling probes among 51 portraits', rankOne: 51, of: 51 },
          {
            data: 'Synthetic persons, 113 camera stills against 226 persons; missed at a false positive rate of 1 %',
            missed: 13,
            of: 113,
          },
        ],
        remark:
          'Development sets, from which limits were also chosen, so these flatter. No accuracy on real booking photographs follows from synthetic people.',
        onThisAgencysPhotographs:
          'Not measured. Until it is, treat every difference between groups of people as unknown.',
      }
    : {
        figures: [],
        remark: 'Casebound knows no measured figures of this model; ask who made it.',
        onThisAgencysPhotographs:
          'Not measured. Until it is, treat every difference between groups of people as unknown.',
      }
