import { describe, expect, it } from 'vitest'
import { meanLandmarks } from '../mean-landmarks.ts'
import { headPose } from './head-pose.ts'

const mean = meanLandmarks({ leftEye: { x: 200, y: 300 }, rightEye: { x: 300, y: 300 } })

const turned = (degrees: number) => {
  const angle = (degrees * Math.PI) / 180
  return mean.map(({ x, y }) => ({
    x: Math.cos(angle) * x - Math.sin(angle) * y,
    y: Math.sin(angle) * x + Math.cos(angle) * y,
  }))
}

/** The tip and the base of the nose moved as a turn of the head would move them. */
const noseMoved = (dx: number, dy: number) =>
  mean.map((point, at) => (at >= 30 && at <= 35 ? { x: point.x + dx, y: point.y + dy } : point))

describe('the pose of a head', () => {
  it('is straight for the mean face', () => {
    const { yaw, pitch, roll } = headPose(mean)
    expect(Math.max(Math.abs(yaw), Math.abs(pitch), Math.abs(roll))).toBeLessThan(0.5)
  })

  it.each([-40, -10, 25, 45])('leans by %i degrees when the picture is turned so', (degrees) => {
    const { yaw, pitch, roll } = headPose(turned(degrees))
    expect(roll).toBeCloseTo(degrees, 0)
    expect(Math.max(Math.abs(yaw), Math.abs(pitch))).toBeLessThan(0.5)
  })

  it('turns to the side to which the nose points, and tips down with it', () => {
    expect(headPose(noseMoved(15, 0)).yaw).toBeGreaterThan(8)
    expect(headPose(noseMoved(-15, 0)).yaw).toBeLessThan(-8)
    expect(headPose(noseMoved(0, 15)).pitch).toBeGreaterThan(8)
    expect(headPose(noseMoved(0, -15)).pitch).toBeLessThan(-8)
  })
})
