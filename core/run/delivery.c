/* Putting finished batches into the sink in the order of the input. */
#include "delivery-private.h"

/* Bytes of output that may wait for an earlier batch before no more is read. */
#define MAX_WAITING_BYTES (64 * 1024 * 1024)

struct _ObelusDelivery
{
  GMutex lock;
  GCond moved; /* there may be room again */
  ObelusDeliverBatch deliver;
  gpointer user_data;
  ObelusBatch **waiting; /* a ring: batch n waits at n % window */
  guint window;
  guint64 next; /* the batch to be delivered next */
  gsize n_waiting_bytes;
  gboolean is_delivering; /* a thread is at it, and will take what is added meanwhile */
  gboolean is_stopped;
};

ObelusDelivery *
obelus_delivery_new (guint window, ObelusDeliverBatch deliver, gpointer user_data)
{
  ObelusDelivery *delivery = g_new0 (ObelusDelivery, 1);

  g_mutex_init (&delivery->lock);
  g_cond_init (&delivery->moved);
  delivery->deliver = deliver;
  delivery->user_data = user_data;
  delivery->window = window;
  delivery->waiting = g_new0 (ObelusBatch *, window);

  return delivery;
}

void
obelus_delivery_free (ObelusDelivery *delivery)
{
  if (delivery == NULL)
    return;

  for (guint i = 0; i < delivery->window; i++)
    obelus_batch_free (delivery->waiting[i]);
  g_free (delivery->waiting);
  g_cond_clear (&delivery->moved);
  g_mutex_clear (&delivery->lock);
  g_free (delivery);
}

gboolean
obelus_delivery_wait (ObelusDelivery *delivery, guint64 number)
{
  g_mutex_lock (&delivery->lock);
  /* The batch that is next in order never waits, so that whoever waits for it does not wait for ever. */
  while (!delivery->is_stopped && number != delivery->next
         && (number - delivery->next >= delivery->window || delivery->n_waiting_bytes > MAX_WAITING_BYTES))
    g_cond_wait (&delivery->moved, &delivery->lock);
  gboolean goes_on = !delivery->is_stopped;
  g_mutex_unlock (&delivery->lock);

  return goes_on;
}

void
obelus_delivery_stop (ObelusDelivery *delivery)
{
  g_mutex_lock (&delivery->lock);
  delivery->is_stopped = TRUE;
  g_cond_broadcast (&delivery->moved);
  g_mutex_unlock (&delivery->lock);
}

/* Takes the next batch in order out of the ring, or returns NULL. */
static ObelusBatch *
take_next (ObelusDelivery *delivery)
{
  ObelusBatch **slot = &delivery->waiting[delivery->next % delivery->window];

  return delivery->is_stopped ? NULL : g_steal_pointer (slot);
}

void
obelus_delivery_add (ObelusDelivery *delivery, ObelusBatch *batch)
{
  g_mutex_lock (&delivery->lock);
  delivery->waiting[batch->number % delivery->window] = batch;
  delivery->n_waiting_bytes += batch->output->len;

  if (!delivery->is_delivering)
    {
      ObelusBatch *next;
      delivery->is_delivering = TRUE;
      while ((next = take_next (delivery)) != NULL)
        {
          g_mutex_unlock (&delivery->lock);
          gboolean goes_on = delivery->deliver (next, delivery->user_data);
          gsize n_bytes = next->output->len;
          obelus_batch_free (next);
          g_mutex_lock (&delivery->lock);
          delivery->n_waiting_bytes -= n_bytes;
          delivery->next++;
          delivery->is_stopped |= !goes_on;
          g_cond_broadcast (&delivery->moved);
        }
      delivery->is_delivering = FALSE;
    }
  g_mutex_unlock (&delivery->lock);
}
