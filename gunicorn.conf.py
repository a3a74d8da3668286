"""What gunicorn is told wherever it is started from this folder; see pacte/serving.py."""

worker_class = "pacte.serving.PatientWorker"
