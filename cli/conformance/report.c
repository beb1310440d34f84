/* What the trials found, for people and for programs. */
#include "report.h"

#include "../terminal.h"

#define INDENT 4

static void
append_paragraph (GString *output, const char *head, const char *text, guint width)
{
  const guint column = INDENT + (guint) g_utf8_strlen (head, -1);

  g_string_append_printf (output, "%*s%s%s%s", INDENT, "", cli_style_faint (), head, cli_style_end ());
  cli_append_wrapped (output, text, column, column, width);
  g_string_append_c (output, '\n');
}

static void
append_findings (GString *output, const Verdict *verdict, guint width)
{
  for (guint i = 0; i < verdict->findings->len; i++)
    append_paragraph (output, "• ", verdict->findings->pdata[i], width);
}

static void
append_verdict (GString *output, const Verdict *verdict, guint width)
{
  if (verdict->findings->len == 0)
    {
      g_string_append_printf (output, "  %-12s %s\n", verdict->promise->name,
                              verdict->skipped == NULL ? "kept" : "not tried");
      if (verdict->skipped != NULL)
        append_paragraph (output, "", verdict->skipped, width);
      return;
    }
  g_string_append_printf (output, "  %s%-12s broken%s\n", cli_style_bold (), verdict->promise->name, cli_style_end ());
  append_findings (output, verdict, width);
  append_paragraph (output, "Why   ", verdict->promise->why, width);
  append_paragraph (output, "Mend  ", verdict->promise->mend, width);
}

void
conformance_append_page (GString *output, const Conformance *conformance, guint width)
{
  if (conformance->load->findings->len > 0)
    {
      g_string_append_printf (output, "%s%s%s cannot be used\n", cli_style_bold (), conformance->target,
                              cli_style_end ());
      append_findings (output, conformance->load, width);
    }
  for (guint i = 0; i < conformance->components->len; i++)
    {
      const ComponentVerdicts *component = conformance->components->pdata[i];
      g_string_append_printf (output, "%s%s%s '%s'%s\n", output->len > 0 ? "\n" : "", cli_style_bold (),
                              component->kind, component->name, cli_style_end ());
      for (guint j = 0; j < component->verdicts->len; j++)
        append_verdict (output, component->verdicts->pdata[j], width);
    }
}

static void
append_json_member (GString *output, const char *name, const char *value)
{
  g_string_append_printf (output, "\"%s\": ", name);
  obelus_json_append_string (output, value, -1);
}

static void
append_json_verdict (GString *output, const Verdict *verdict)
{
  g_string_append_c (output, '{');
  append_json_member (output, "promise", verdict->promise->name);
  g_string_append_printf (output, ", \"kept\": %s", verdict->findings->len == 0 ? "true" : "false");
  if (verdict->skipped != NULL)
    {
      g_string_append (output, ", ");
      append_json_member (output, "skipped", verdict->skipped);
    }
  g_string_append (output, ", \"findings\": [");
  for (guint i = 0; i < verdict->findings->len; i++)
    {
      g_string_append (output, i > 0 ? ", {" : "{");
      append_json_member (output, "what", verdict->findings->pdata[i]);
      g_string_append (output, ", ");
      append_json_member (output, "why", verdict->promise->why);
      g_string_append (output, ", ");
      append_json_member (output, "mend", verdict->promise->mend);
      g_string_append_c (output, '}');
    }
  g_string_append (output, "]}");
}

void
conformance_append_json (GString *output, const Conformance *conformance)
{
  g_string_append_c (output, '{');
  append_json_member (output, "plugin", conformance->target);
  g_string_append (output, ", \"load\": [");
  for (guint i = 0; i < conformance->load->findings->len; i++)
    {
      g_string_append (output, i > 0 ? ", " : "");
      obelus_json_append_string (output, conformance->load->findings->pdata[i], -1);
    }
  g_string_append (output, "], \"components\": [");
  for (guint i = 0; i < conformance->components->len; i++)
    {
      const ComponentVerdicts *component = conformance->components->pdata[i];
      g_string_append (output, i > 0 ? ", {" : "{");
      append_json_member (output, "kind", component->kind);
      g_string_append (output, ", ");
      append_json_member (output, "name", component->name);
      g_string_append (output, ", \"promises\": [");
      for (guint j = 0; j < component->verdicts->len; j++)
        {
          g_string_append (output, j > 0 ? ", " : "");
          append_json_verdict (output, component->verdicts->pdata[j]);
        }
      g_string_append (output, "]}");
    }
  g_string_append (output, "]}\n");
}
