import type { Alignment } from './align-face.ts'

/**
 * dlib's mean face (face landmarking data set iBUG 300-W; King, dlib `render_face_detections.h` order): landmark number,
 * then x and y in the unit square of the face. Brows and lower outer lip are left out as dlib does: they move.
 */
const meanFace: readonly (readonly [landmark: number, x: number, y: number])[] = [
  [27, 0.490127, 0.203352],
  [28, 0.490127, 0.307009],
  [29, 0.490127, 0.409805],
  [30, 0.490127, 0.515625],
  [31, 0.36688, 0.587326],
  [32, 0.426036, 0.609345],
  [33, 0.490127, 0.628106],
  [34, 0.554217, 0.609345],
  [35, 0.613373, 0.587326],
  [36, 0.121737, 0.216423],
  [37, 0.187122, 0.178758],
  [38, 0.265825, 0.179852],
  [39, 0.334606, 0.231733],
  [40, 0.260918, 0.245099],
  [41, 0.182743, 0.244077],
  [42, 0.645647, 0.231733],
  [43, 0.714428, 0.179852],
  [44, 0.793132, 0.178758],
  [45, 0.858516, 0.216423],
  [46, 0.79751, 0.244077],
  [47, 0.719335, 0.245099],
  [48, 0.254149, 0.780233],
  [49, 0.340985, 0.745405],
  [50, 0.428858, 0.727388],
  [51, 0.490127, 0.742578],
  [52, 0.551395, 0.727388],
  [53, 0.639268, 0.745405],
  [54, 0.726104, 0.780233],
  [60, 0.290379, 0.784792],
  [61, 0.428096, 0.778746],
  [62, 0.490127, 0.785343],
  [63, 0.552157, 0.778746],
  [64, 0.689874, 0.784792],
  [65, 0.553364, 0.824182],
  [66, 0.490127, 0.831803],
  [67, 0.42689, 0.824182],
]

/** The mean face as dlib's recogniser was trained to see it: 150 px, with a quarter of the face's square around it. */
export const dlibMeanFace: Alignment = {
  points: meanFace.map(([from, x, y]) => ({ from, x, y })),
  padding: 0.25,
  sizePx: 150,
}
