/* What a component declares, the same for every kind. */
#pragma once

#include "descriptor-private.h"

/* Members that a kind does not have are NULL or 0. */
typedef struct
{
  const char *name;
  const char *summary;
  const char *extensions;
  const char *needs;
  const char *gives;
  const char *keeps;
  const char *judges;
  const char *prepares;
  const ObelusOption *options;
  gint rank;
  const char *missing; /* a function that is required and was left out */
} ObelusDeclaration;

void obelus_declaration_read (ObelusComponentKind kind, const ObelusAnyClass *any, ObelusDeclaration *declaration);

/* Checks all but the lists of layers and the options. Returns NULL or a clause: "processor 'x' has no summary; …". */
char *obelus_declaration_check (ObelusComponentKind kind, const ObelusDeclaration *declaration);
