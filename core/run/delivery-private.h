/* Putting finished batches into the sink in the order of the input. */
#pragma once

#include "batch-private.h"

typedef struct _ObelusDelivery ObelusDelivery;

/* Called with one batch after the other, from whichever thread completes the next one, never two at once. FALSE stops
 * the delivery. Frees nothing. */
typedef gboolean (*ObelusDeliverBatch) (ObelusBatch *batch, gpointer user_data);

/* @window: how many batches may be under way, so that memory does not grow when one takes long. */
ObelusDelivery *obelus_delivery_new (guint window, ObelusDeliverBatch deliver, gpointer user_data);
void obelus_delivery_free (ObelusDelivery *delivery);

/* Waits until there is room for batch @number. FALSE if the delivery has stopped. */
gboolean obelus_delivery_wait (ObelusDelivery *delivery, guint64 number);

/* Hands over a finished batch (transfer full) and delivers all that are next in order. */
void obelus_delivery_add (ObelusDelivery *delivery, ObelusBatch *batch);

/* Nothing more is delivered, and nobody waits. */
void obelus_delivery_stop (ObelusDelivery *delivery);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusDelivery, obelus_delivery_free)
