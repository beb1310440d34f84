"""The documents of English-GUM, with what its files say about each beside its words."""
import re


class Document:
    def __init__(self, name):
        self.name = name
        self.title = ''
        self.salience = {}
        self.summaries = []
        self.sentences = []  # (is heading, begins a paragraph, text, words); a word is a list of columns
        self.is_heading = self.begins_paragraph = False


def read_documents(path):
    document, text, words = None, '', []
    with open(path, encoding='utf-8') as file:
        for line in file:
            line = line.rstrip('\n')
            key, _, value = line.partition(' = ')
            if key == '# newdoc id':
                if document:
                    yield document
                document = Document(value)
            elif key == '# meta::title':
                document.title = value
            elif key == '# meta::salientEntities':
                document.salience = {name: int(score) for name, score in re.findall(r'(\d+) \((\d)\*?\)', value)}
            elif re.fullmatch(r'# meta::summary\d', key):
                document.summaries.append(re.sub(r'^\([^()]{1,60}\) ', '', value))  # who wrote it
            elif line == '# newpar':
                document.begins_paragraph, document.is_heading = True, False
            elif key == '# newpar_block':
                document.is_heading = document.is_heading or bool(re.match(r'head\b', value))
            elif key == '# text':
                text = value
            elif not line and words:
                document.sentences.append((document.is_heading, document.begins_paragraph, text, words))
                document.begins_paragraph, words = False, []
            elif line[:1].isdigit() and line.split('\t', 1)[0].isdigit():
                words.append(line.split('\t'))
    if document:
        yield document


def make_text(document, keeps_headings):
    text = ''
    begins = False
    for is_heading, begins_paragraph, sentence, _ in document.sentences:
        begins = begins or begins_paragraph
        if is_heading and not keeps_headings:
            continue
        text += ('' if not text else '\n\n' if begins else ' ') + sentence
        begins = False
    return text + '\n'
