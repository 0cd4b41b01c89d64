/** The mark that stands for a series: told apart by shape as well as colour. */

/** Half the width of a mark, in pixels. */
export const markRadius = 11;

/** A circle for the first series, a triangle for the second; hollow when it is faint. */
export function drawMark(
  context: CanvasRenderingContext2D,
  series: number,
  { x, y }: { x: number; y: number },
  color: string,
  faint = false,
): void {
  const radius = faint ? markRadius - 2 : markRadius;
  context.beginPath();
  if (series === 0) {
    context.arc(x, y, radius, 0, 2 * Math.PI);
  } else {
    context.moveTo(x, y - radius);
    context.lineTo(x + radius, y + radius * 0.8);
    context.lineTo(x - radius, y + radius * 0.8);
    context.closePath();
  }
  context.fillStyle = color;
  context.strokeStyle = color;
  context.lineWidth = 3;
  if (faint) context.stroke();
  else context.fill();
}
