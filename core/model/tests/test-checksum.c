/* The checksum of model files. */
#include "checksum-private.h"

/* The definition in the comment of checksum.c, word by word and a lane at a time. */
static guint64
checksum_naively (const guchar *bytes, gsize length)
{
  static const guint64 k[4] = { G_GUINT64_CONSTANT (0x9e3779b97f4a7c15), G_GUINT64_CONSTANT (0x6a09e667f3bcc909),
                                G_GUINT64_CONSTANT (0xbb67ae8584caa73b), G_GUINT64_CONSTANT (0x3c6ef372fe94f82b) };
  guint64 sum = length;

  for (gsize lane = 0; lane < 4; lane++)
    {
      guint64 value = k[lane];

      for (gsize stripe = 0; stripe < length; stripe += 32)
        {
          guint64 word = 0;

          for (gsize i = 0; i < 8; i++)
            if (stripe + lane * 8 + i < length)
              word |= (guint64) bytes[stripe + lane * 8 + i] << (8 * i);
          value = (value ^ word) * k[lane];
          value = value << 29 | value >> 35;
        }
      sum ^= value;
      sum = (sum ^ sum >> 33) * k[0];
      sum = (sum ^ sum >> 29) * k[2];
      sum ^= sum >> 32;
    }
  return sum;
}

static void
test_checksum_is_as_defined (void)
{
  guchar bytes[200];
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (gsize i = 0; i < sizeof bytes; i++)
    bytes[i] = (guchar) g_rand_int (random);

  for (gsize length = 0; length <= sizeof bytes; length++)
    g_assert_cmpuint (obelus_checksum (bytes, length), ==, checksum_naively (bytes, length));
}

static void
test_checksum_sees_length_and_order (void)
{
  guchar bytes[128] = { 0 };
  guint64 seen[129];

  for (gsize length = 0; length <= 128; length++)
    {
      seen[length] = obelus_checksum (bytes, length);
      for (gsize other = 0; other < length; other++)
        g_assert_cmpuint (seen[other], !=, seen[length]);
    }

  /* Two words that change places, within a lane and between lanes. */
  bytes[0] = 1;
  guint64 first = obelus_checksum (bytes, 128);
  bytes[0] = 0;
  bytes[8] = 1;
  g_assert_cmpuint (obelus_checksum (bytes, 128), !=, first);
  bytes[8] = 0;
  bytes[32] = 1;
  g_assert_cmpuint (obelus_checksum (bytes, 128), !=, first);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/checksum/is-as-defined", test_checksum_is_as_defined);
  g_test_add_func ("/checksum/sees-length-and-order", test_checksum_sees_length_and_order);
  return g_test_run ();
}
