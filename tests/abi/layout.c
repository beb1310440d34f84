/* Where the members of the structs of interface 1 are, in words: in plugins that were compiled they stay there. New
 * ones come behind the last. */
#include <obelus/obelus-plugin.h>

#define AT(type, member, word) G_STATIC_ASSERT (G_STRUCT_OFFSET (type, member) == (word) * sizeof (gpointer))

AT (ObelusProcessorClass, name, 0);
AT (ObelusProcessorClass, summary, 1);
AT (ObelusProcessorClass, needs, 2);
AT (ObelusProcessorClass, gives, 3);
AT (ObelusProcessorClass, options, 4);
AT (ObelusProcessorClass, rank, 5);
AT (ObelusProcessorClass, load, 6);
AT (ObelusProcessorClass, begin, 7);
AT (ObelusProcessorClass, process, 8);
AT (ObelusProcessorClass, process_batch, 9);
AT (ObelusProcessorClass, end, 10);
AT (ObelusProcessorClass, unload, 11);

AT (ObelusReaderClass, name, 0);
AT (ObelusReaderClass, summary, 1);
AT (ObelusReaderClass, extensions, 2);
AT (ObelusReaderClass, gives, 3);
AT (ObelusReaderClass, options, 4);
AT (ObelusReaderClass, load, 5);
AT (ObelusReaderClass, open, 6);
AT (ObelusReaderClass, read, 7);
AT (ObelusReaderClass, close, 8);
AT (ObelusReaderClass, unload, 9);

AT (ObelusWriterClass, name, 0);
AT (ObelusWriterClass, summary, 1);
AT (ObelusWriterClass, extensions, 2);
AT (ObelusWriterClass, needs, 3);
AT (ObelusWriterClass, options, 4);
AT (ObelusWriterClass, load, 5);
AT (ObelusWriterClass, begin, 6);
AT (ObelusWriterClass, format, 7);
AT (ObelusWriterClass, format_failure, 8);
AT (ObelusWriterClass, separator, 9);
AT (ObelusWriterClass, end, 10);
AT (ObelusWriterClass, unload, 11);

AT (ObelusTrainerClass, name, 0);
AT (ObelusTrainerClass, summary, 1);
AT (ObelusTrainerClass, needs, 2);
AT (ObelusTrainerClass, options, 3);
AT (ObelusTrainerClass, train, 4);
AT (ObelusTrainerClass, prepares, 5);

AT (ObelusEvaluatorClass, name, 0);
AT (ObelusEvaluatorClass, summary, 1);
AT (ObelusEvaluatorClass, needs, 2);
AT (ObelusEvaluatorClass, keeps, 3);
AT (ObelusEvaluatorClass, judges, 4);
AT (ObelusEvaluatorClass, options, 5);
AT (ObelusEvaluatorClass, begin, 6);
AT (ObelusEvaluatorClass, add, 7);
AT (ObelusEvaluatorClass, report, 8);
AT (ObelusEvaluatorClass, end, 9);

AT (ObelusFailure, id, 0);
AT (ObelusFailure, code, 1);
AT (ObelusFailure, message, 2);
AT (ObelusFailure, stage, 3);
AT (ObelusFailure, plugin, 4);
AT (ObelusFailure, offset, 5);

#define AT_BYTE(type, member, byte) G_STATIC_ASSERT (G_STRUCT_OFFSET (type, member) == (byte))

AT_BYTE (ObelusPlugin, magic, 0);
AT_BYTE (ObelusPlugin, interface_version, 8);
AT_BYTE (ObelusPlugin, plugin_size, 12);
AT_BYTE (ObelusPlugin, option_size, 16);
AT_BYTE (ObelusPlugin, processor_size, 20);
AT_BYTE (ObelusPlugin, reader_size, 24);
AT_BYTE (ObelusPlugin, writer_size, 28);
AT_BYTE (ObelusPlugin, trainer_size, 32);
AT_BYTE (ObelusPlugin, evaluator_size, 36);
AT_BYTE (ObelusPlugin, name, 40);

AT_BYTE (ObelusPlugin, version, 40 + 1 * sizeof (gpointer));
AT_BYTE (ObelusPlugin, license, 40 + 2 * sizeof (gpointer));
AT_BYTE (ObelusPlugin, summary, 40 + 3 * sizeof (gpointer));
AT_BYTE (ObelusPlugin, homepage, 40 + 4 * sizeof (gpointer));
AT_BYTE (ObelusPlugin, processors, 40 + 5 * sizeof (gpointer));
AT_BYTE (ObelusPlugin, readers, 40 + 6 * sizeof (gpointer));
AT_BYTE (ObelusPlugin, writers, 40 + 7 * sizeof (gpointer));
AT_BYTE (ObelusPlugin, trainers, 40 + 8 * sizeof (gpointer));
AT_BYTE (ObelusPlugin, evaluators, 40 + 9 * sizeof (gpointer));

AT_BYTE (ObelusOption, name, 0);
AT_BYTE (ObelusOption, type, sizeof (gpointer));
#if GLIB_SIZEOF_VOID_P == 8
AT (ObelusOption, minimum, 2);
AT (ObelusOption, maximum, 3);
AT (ObelusOption, number, 4);
AT (ObelusOption, text, 5);
AT (ObelusOption, choices, 6);
AT (ObelusOption, summary, 7);
#endif
