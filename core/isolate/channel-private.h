/* The socket between host and worker: one message a packet, descriptors of new areas along with it. */
#pragma once

#include "wire-private.h"

/* FALSE if the other end is gone, with errno set. A descriptor of −1 is none. */
gboolean obelus_channel_send (int channel, const ObelusWireMessage *message, int first_fd, int second_fd);

/* Waits for a packet. Returns its size: the message is whole if that is the size of one. 0 when the other end is gone,
 * −1 with errno set after an error. @fds (nullable, two) receives the descriptors that came along, or −1. */
gssize obelus_channel_receive (int channel, ObelusWireMessage *message, int *fds, gboolean waits);
