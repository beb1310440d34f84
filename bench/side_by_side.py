"""What the commands that hold Obelus against other programs share: running it, and counting CPU time."""
import os
import resource
import subprocess
import sys

root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Obelus:
    """The command of a build folder, with the plugins and models that are there."""

    def __init__(self, build='build'):
        folder = os.path.join(root, build)
        self.command = os.path.join(folder, 'cli', 'obelus')
        if not os.path.exists(self.command):
            sys.exit(f'{os.path.basename(sys.argv[0])}: build first: tools/try')
        self.environment = dict(os.environ, OBELUS_PLUGIN_PATH=os.path.join(folder, 'plugins'),
                                OBELUS_MODEL_PATH=os.path.join(root, 'models'),
                                OBELUS_WORKER=os.path.join(folder, 'cli', 'obelus-worker'))

    def run(self, *arguments):
        """Returns what `obelus` with these arguments writes."""
        return subprocess.run([self.command, *arguments], check=True, stdout=subprocess.PIPE, text=True,
                              env=self.environment).stdout


def measure(work):
    """Runs @work and returns what it returns and the CPU seconds that it and its children took."""
    def read_clock():
        usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return sum(usage.ru_utime + usage.ru_stime for usage in usages)
    start = read_clock()
    result = work()
    return result, read_clock() - start
