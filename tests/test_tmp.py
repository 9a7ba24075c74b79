import importlib.util,sys
def test_b(runs, tmp_path):
    spec=importlib.util.spec_from_file_location("tf","/work/main/tests/faults/test_files.py"); m=importlib.util.module_from_spec(spec); spec.loader.exec_module(m)
    f=tmp_path/"odd"; m.write_traps(f,runs)
    r=runs.command("run",f,"--data",tmp_path/"d")
    print(r.stdout); print(r.stderr)
    assert 0
