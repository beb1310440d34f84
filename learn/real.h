/* Real functions that give the same bits on every machine, which those of the C library do not promise. */
#pragma once

#include <glib.h>
#include <string.h>

/* e to the power of @x, within 3 units in the last place for −87 < x < 88; clamped beyond. Splits x into k·ln 2 + r and
 * takes a polynomial of r (Cephes' expf; Moshier 1992). No branches, so that loops over it become vector code. */
static inline float
learn_exp (float x)
{
  x = x < -87.0f ? -87.0f : x;
  x = x > 88.0f ? 88.0f : x;

  float scaled = x * 1.44269504088896341f;
  gint32 k = (gint32) (scaled + (scaled < 0.0f ? -0.5f : 0.5f));
  float r = x - (float) k * 0.693359375f;
  r = r - (float) k * -2.12194440e-4f;

  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r + 1.0f;

  guint32 bits = (guint32) (k + 127) << 23;
  float power;
  memcpy (&power, &bits, sizeof power);

  return p * power;
}
