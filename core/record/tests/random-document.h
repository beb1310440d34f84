/* Documents of chance, with everything that a document may have. */
#pragma once

#include <obelus/obelus.h>

ObelusDocument *make_random_document (GRand *random);
